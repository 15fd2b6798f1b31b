"""Short names of frameworks, for axes and tables where the full name does not fit."""

from __future__ import annotations

import pandas as pd

SHORT = {
    "london_1839_belgium": "Belgium, Treaty of London 1839",
    "locarno_1925": "Locarno 1925",
    "france_czechoslovakia_1924": "France–Czechoslovakia 1924",
    "france_czechoslovakia_1925": "France–Czechoslovakia 1925",
    "france_poland_1921": "France–Poland 1921",
    "france_poland_1925": "France–Poland 1925",
    "munich_guarantee_1938": "Munich guarantee 1938",
    "uk_poland_assurance_1939": "British assurance to Poland 1939",
    "uk_poland_1939": "Britain–Poland 1939",
    "yya_finland_1948": "USSR–Finland 1948",
    "austria_1955": "Austrian State Treaty 1955",
    "nato_1949": "NATO 1949",
    "us_philippines_1951": "US–Philippines 1951",
    "anzus_1951": "ANZUS 1951",
    "us_rok_1953": "US–South Korea 1953",
    "us_roc_1954": "US–Taiwan 1954",
    "seato_1954": "SEATO 1954",
    "weu_1954": "Western European Union 1954",
    "nato_frg_1955": "West Germany into NATO 1955",
    "us_japan_1960": "US–Japan 1960",
    "cyprus_guarantee_1960": "Cyprus guarantee 1960",
    "nixon_thieu_1972_73": "Nixon’s letters to Saigon 1972–73",
    "us_israel_moa_1979": "US–Israel 1979",
    "tra_1979": "Taiwan Relations Act 1979",
    "csto_1992": "CSTO 1992 (Armenia)",
    "unprofor_safe_areas_1993": "UN safe areas, Bosnia 1993",
    "budapest_1994": "Budapest Memorandum 1994",
    "nato_bucharest_2008": "NATO’s Bucharest pledge 2008",
    "eu_42_7_2009": "EU Article 42(7) 2009",
    "us_afghanistan_spa_2012": "US–Afghanistan 2012",
    "us_afghanistan_bsa_2014": "US–Afghanistan 2014",
    "us_israel_mou_2016": "US–Israel aid memorandum 2016",
    "nato_efp_2016": "NATO forward presence 2016",
    "uk_sweden_2022": "Britain–Sweden 2022",
    "uk_finland_2022": "Britain–Finland 2022",
    "nato_finland_2023": "Finland into NATO 2023",
    "nato_sweden_2024": "Sweden into NATO 2024",
    "russia_dprk_2024": "Russia–North Korea 2024",
    "g7_vilnius_2023": "G7 declaration, Vilnius 2023",
    "ukraine_compact_2024": "Ukraine Compact 2024",
    "ua_albania_2025": "Ukraine–Albania 2025",
    "ua_uk_hundred_year_2025": "Ukraine–Britain, hundred years, 2025",
    "ua_paris_declaration_2026": "Paris Declaration, January 2026",
    "ua_mnf_intent_2026": "Intent of a multinational force 2026",
    "coalition_london_2025": "London summit, March 2025",
    "coalition_paris_march_2025": "Paris summit, March 2025",
    "coalition_paris_september_2025": "Paris summit, September 2025",
    "us_ua_reconstruction_fund_2025": "US–Ukraine fund 2025",
    "us_draft_article5_2025": "US draft with the 28 points, 2025",
    "berlin_leaders_2025": "Berlin statement, December 2025",
    "ua_eu_accession_pledge_2025": "Dated EU entry, draft of 2025",
    "us_ua_guarantee_draft_2026": "US–Ukraine draft 2026",
    "ceasefire_enforcement_draft_2026": "Draft to enforce a ceasefire 2026",
    "ua_typical": "Ukraine’s typical agreement",
    "ua_best_clauses": "Ukraine’s best clauses combined",
}


def short(frameworks: pd.DataFrame) -> pd.Series:
    """A short name for each row; the full one where none was chosen."""
    return pd.Series(
        [SHORT.get(key, name) for key, name in frameworks["name"].items()],
        index=frameworks.index,
        name="short",
    )

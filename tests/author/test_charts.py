import altair as alt
from lxml import etree

from report.author import show
from report.author.charts import VEGA_LITE

CHART = (
    alt.Chart(alt.Data(values=[{"x": 1, "y": "A & B <i>"}])).mark_point().encode(x="x:Q", y="y:N")
)
CHART = CHART.configure(font="Liberation Sans")


def test_a_chart_is_a_picture_and_its_specification():
    bundle = show(CHART)._repr_mimebundle_()

    assert set(bundle) == {"image/svg+xml", VEGA_LITE, "text/plain"}
    assert bundle[VEGA_LITE]["mark"]["type"] == "point"


def test_the_picture_is_the_same_every_time():
    assert show(CHART).svg == show(CHART).svg


def test_the_picture_is_set_in_the_report_s_own_face_first():
    families = {
        text.get("font-family")
        for text in etree.fromstring(show(CHART).svg).iter("{http://www.w3.org/2000/svg}text")
    }

    assert families == {"'Source Sans 3', Liberation Sans, Arial, Helvetica, sans-serif"}


def test_text_from_data_stays_text():
    texts = [
        "".join(node.itertext())
        for node in etree.fromstring(show(CHART).svg).iter("{http://www.w3.org/2000/svg}text")
    ]

    assert "A & B <i>" in texts

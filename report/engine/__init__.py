"""The machine: load -> validate -> plan -> execute -> assemble -> publish -> verify.

Knows Quarto's words (books, chapters, cells, cross-references) and nothing of Ukraine.
"""

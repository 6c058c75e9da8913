"""Reports drawn at random, with what an attentive reader would put into the tables.

``words`` holds what they are made of, ``draw`` puts a report together and keeps the truth beside
it, ``forms`` prints it as cells, tabs or aligned columns, with the noise of extraction.
"""

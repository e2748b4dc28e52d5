"""vertmeasure: vertebral height, wedge and kyphosis on lateral radiographs."""

__version__ = "0.1.0"

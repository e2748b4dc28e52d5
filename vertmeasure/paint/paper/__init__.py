"""The pages of the PDF report: what stands on them, and how it is laid out."""

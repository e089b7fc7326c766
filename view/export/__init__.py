"""What can be taken away of runs: a ZIP, a report that plays from disk, tables, scripts.

`everything` and `report` are imported from here; none of it needs Streamlit. A new file in the ZIP
begins in `run_files.py` and a row in `zip_file.py`.
"""

from view.export.report import report
from view.export.zip_file import everything

__all__ = ["everything", "report"]

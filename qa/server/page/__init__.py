"""The chat page: Gradio around a conversation as HTML, its words, style and scripts.

It imports `answering`, `guards` and `wire` of the server; not routes or widget.
"""

import os

# Both are read while Gradio is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

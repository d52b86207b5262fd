select code_list, code, phrase, phrase_en from staging.phrases

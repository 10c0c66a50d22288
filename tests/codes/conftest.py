"""The folders of codes hold inputs, some of them scripts; none of them are tests."""

collect_ignore_glob = ["CP*"]

from app.usage import told_usage


def test_what_models_took_is_told_in_one_line() -> None:
    usage = {"requests": 2, "tokens_in": 2341, "tokens_out": 56, "cost": 0.00102}
    assert told_usage("small", usage) == "small: 2 requests, 2,341 tokens read, 56 written, $0.0010"
    counted = {"requests": 1, "tokens_in": 40, "tokens_out": 5, "estimated": 1, "cached": 1}
    assert (
        told_usage("small", counted) == "small: 1 request, 1 from the cache, about 40 tokens read, 5 written"
    )


def test_nothing_is_told_where_no_model_was_asked() -> None:
    assert told_usage("extractive", {}) == ""
    assert told_usage("small", {"cached": 1}) == "small: 1 from the cache"

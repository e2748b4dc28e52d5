from vertmeasure.dicom.allowance import to_begin, to_decode, to_fetch, to_take_apart

MB = 1_000_000


def test_that_a_small_film_has_less_than_five_seconds_and_six_hundred_megabytes():
    for step in (to_begin(), to_take_apart(4 * MB), to_decode(2 * MB, 4 * MB)):
        assert step.seconds < 5
        assert step.memory_bytes < 600 * MB


def test_that_a_slow_network_may_bring_a_large_film():
    assert to_fetch(59 * MB).seconds > 60


def test_that_the_largest_film_has_time_and_memory_for_jpeg_2000():
    step = to_decode(100 * MB, 70 * MB)
    assert step.seconds > 60
    assert 1_500 * MB < step.memory_bytes < 4_000 * MB

"""What the figures of two or more readings of the same films mean: their formula and who published it."""

from collections.abc import Mapping

from vertmeasure.core.dictionary_entry import Entry

_SOURCE = "agreement of readings"
_AS_MEASURED = "that of the measurement"
_SHROUT_FLEISS = "Shrout and Fleiss 1979; intervals after McGraw and Wong 1996"
_MEAN_SQUARES = "BMS, JMS, EMS: mean squares between subjects, between readings, of the error; n subjects, k readings"

AGREEMENT_ENTRIES: Mapping[str, Entry] = {
    "sem": Entry(
        "SEM",
        _AS_MEASURED,
        "Standard error of measurement: how far one reading lies from the subject's mean.",
        "square root of the mean square within subjects",
        _SOURCE,
    ),
    "sdc": Entry(
        "SDC",
        _AS_MEASURED,
        "Smallest detectable change: a difference of two readings beyond it is 95 % sure to be more than error.",
        "1.96 * sqrt(2) * SEM",
        _SOURCE,
    ),
    "cv_percent": Entry(
        "CV",
        "%",
        "Coefficient of variation within subjects: the SEM as a share of the mean.",
        "100 * SEM / mean",
        _SOURCE,
    ),
    "icc_2_1": Entry(
        "ICC(2,1)",
        "ratio",
        "Absolute agreement of single readings by readers who stand for all readers; 1 is perfect.",
        f"(BMS - EMS) / (BMS + (k - 1) * EMS + k * (JMS - EMS) / n); {_MEAN_SQUARES}",
        _SOURCE,
        citation=_SHROUT_FLEISS,
    ),
    "icc_3_1": Entry(
        "ICC(3,1)",
        "ratio",
        "Consistency of single readings by these very readers, a constant difference between them left aside.",
        f"(BMS - EMS) / (BMS + (k - 1) * EMS); {_MEAN_SQUARES}",
        _SOURCE,
        citation=_SHROUT_FLEISS,
    ),
    "bland_altman": Entry(
        "Bias and limits of agreement",
        _AS_MEASURED,
        "The mean difference of two readings, and the limits between which 95 % of the differences are expected.",
        "mean of first - second reading; mean - 1.96 and + 1.96 standard deviations of the differences",
        _SOURCE,
        citation="Bland and Altman 1986",
    ),
}
"""By the keys of `vertmeasure agreement --format json`."""

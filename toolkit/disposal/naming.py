"""What the kinds of material, the beginnings of terms and the outcomes are called on the pages."""

from collections.abc import Mapping

from toolkit.disposal.models import CountedFrom, Material, Outcome
from toolkit.errors import N_

MATERIALS: Mapping[Material, str] = {
    Material.RECORDING: N_("Recordings"),
    Material.FULL_TEXT: N_("Full texts"),
    Material.CONTACT: N_("Contact details"),
    Material.INTERVIEW: N_("De-identified texts"),
    Material.ANSWERS: N_("Survey answers"),
    Material.SIGN_IN: N_("Sign-ins"),
    Material.TRAIL: N_("The log"),
}
ABOUT: Mapping[Material, str] = {
    Material.RECORDING: N_("The sound of the interviews. The letters promise when it is gone."),
    Material.FULL_TEXT: N_(
        "The interviewer's text with names in it, what was corrected, notes and the names that were written in. The"
        " copy that was handed over stays."
    ),
    Material.CONTACT: N_(
        "Names and telephone numbers of children and guardians, and what was noted when they were called. That they"
        " were asked, and what they answered, stays."
    ),
    Material.INTERVIEW: N_(
        "The text that the seminar reads, quotes, marks, the interviewer's survey and all else about the interview. The"
        " released report stays."
    ),
    Material.ANSWERS: N_(
        "What children and staff answered in the surveys of a year. What stands in a released report stays."
    ),
    Material.SIGN_IN: N_("When and on what kind of device somebody signed in, and one-time codes that were used."),
    Material.TRAIL: N_(
        "Who did what, for the check of access. It is one for all units, so as much of it goes as every unit’s decision"
        " allows: the longest time counts. The seals go on from the last line that is gone."
    ),
}
STARTS: Mapping[CountedFrom, str] = {
    CountedFrom.INTERVIEW: N_("the day of the interview"),
    CountedFrom.REPORT: N_("the day the year's report was ready, or the last day of the year's plan"),
    CountedFrom.END: N_("the day the sign-in ended"),
    CountedFrom.WRITTEN: N_("the day a line was written"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.WAITING: N_("waits"),
    Outcome.DISPOSED: N_("disposed of"),
    Outcome.LEFT_OUT: N_("left out: taken back, set aside or not due any more"),
}

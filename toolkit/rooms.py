"""The rooms of the toolkit, in the order in which a year walks through them."""

from toolkit import pages
from toolkit.archiving import views as archiving
from toolkit.audit import views as audit
from toolkit.backup import views as backup
from toolkit.calendars import views as calendars
from toolkit.cycles import child_views as children
from toolkit.cycles import draw_views as draws
from toolkit.cycles import views as cycles
from toolkit.data_protection import views as data_protection
from toolkit.disposal import plan_views as disposals
from toolkit.disposal import views as disposal
from toolkit.help import views as help_pages
from toolkit.interviews import guide_card_views as guides
from toolkit.interviews import upload_views as recordings
from toolkit.interviews import views as interviews
from toolkit.jobs import commands as jobs
from toolkit.letters import language_views as letter_languages
from toolkit.letters import views as letters
from toolkit.log_review import views as log_review
from toolkit.mail import views as mail
from toolkit.oidc import views as oidc
from toolkit.operations import views as operations
from toolkit.own_codes import views as own_codes
from toolkit.participation import views as participation
from toolkit.people import admin_views as administration
from toolkit.people import staff_views as staff
from toolkit.people import views as people
from toolkit.printables import views as printables
from toolkit.reminders import views as reminders
from toolkit.second_factor import admin_views as second_factor_admin
from toolkit.second_factor import passkey_views as passkeys
from toolkit.second_factor import views as second_factor
from toolkit.subject_access import views as subject_access
from toolkit.surveys import child_views as child_survey
from toolkit.surveys import staff_views as staff_survey
from toolkit.surveys import views as surveys

ROOMS = (
    pages.bp,
    operations.bp,
    help_pages.bp,
    people.bp,
    administration.bp,
    staff.bp,
    second_factor.bp,
    passkeys.bp,
    second_factor_admin.bp,
    oidc.bp,
    mail.bp,
    calendars.bp,
    reminders.bp,
    audit.bp,
    jobs.bp,
    cycles.bp,
    children.bp,
    draws.bp,
    interviews.bp,
    guides.bp,
    participation.bp,
    letters.bp,
    letter_languages.bp,
    printables.bp,
    recordings.bp,
    own_codes.bp,
    surveys.bp,
    child_survey.bp,
    staff_survey.bp,
    disposal.bp,
    disposals.bp,
    subject_access.bp,
    archiving.bp,
    log_review.bp,
    backup.bp,
    data_protection.bp,
)

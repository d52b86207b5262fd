"""The folder a secretariat would have: every file drawn, then written with the date it was last saved."""

from __future__ import annotations

import os
from pathlib import Path

from flows.reference_project.associations import draw_associations
from flows.reference_project.attendance import draw_attendance
from flows.reference_project.attendance_lists import draw_attendance_lists
from flows.reference_project.background import draw_background
from flows.reference_project.document import Document
from flows.reference_project.headcounts import draw_headcounts
from flows.reference_project.logs import draw_logs
from flows.reference_project.project import Project, imagine
from flows.reference_project.questionnaire import draw_questionnaire
from flows.reference_project.tasks import draw_tasks
from flows.reference_project.volunteer_lists import draw_colleague_list, draw_coordinator_list, share_out


def draw_inbox(project: Project) -> list[Document]:
    """Every file of the inbox. Drawing writes down, in `project.cast.mentions`, what each row says of whom."""
    answered, listed, exported = share_out(project)
    return [
        *draw_coordinator_list(project, listed, answered),
        draw_colleague_list(project, exported, answered),
        draw_questionnaire(project, answered),
        *draw_attendance(project),
        *draw_attendance_lists(project),
        *draw_headcounts(project),
        *draw_tasks(project),
        *draw_logs(project),
        *draw_associations(project),
        *draw_background(project),
    ]


def write_inbox(folder: Path, seed: int = 2013) -> None:
    """Write the reference project's files under `folder`; the same seed gives the same bytes."""
    for document in draw_inbox(imagine(seed)):
        path = folder / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.content)
        saved = document.saved_at.timestamp()
        os.utime(path, (saved, saved))

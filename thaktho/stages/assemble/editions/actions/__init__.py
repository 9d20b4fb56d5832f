"""The only writer of the year: its stages, tasks, papers, tabs and pictures."""

from .papers import add_paper, attach_meeting, detach_meeting, remove_paper, show_paper
from .photos import add_photo, change_photo, move_photo, remove_photo, show_photo
from .tabs import add_item, change_item, move_item, publish_tab, remove_item, write_tab
from .tasks import add_task, change_task, do_task, drop_task, shift_task
from .year import begin, cancel, change, end, go_back, move_on, resume, set_spans

__all__ = [
    "add_item", "add_paper", "add_photo", "add_task", "attach_meeting", "begin", "cancel", "change", "change_item",
    "change_photo", "change_task", "detach_meeting", "do_task", "drop_task", "end", "go_back", "move_item", "move_on", "move_photo", "publish_tab",
    "remove_item", "remove_paper", "remove_photo", "resume", "set_spans", "shift_task", "show_paper", "show_photo",
    "write_tab",
]  # fmt: skip

import rules

from thaktho.ground.access import Actor, anyone, secretariat, staff
from thaktho.ground.jobs.models import Job


@rules.predicate
def asked_for_it(by: Actor, subject: object) -> bool:
    return isinstance(subject, Job) and by.person_id is not None and subject.asked_by_id == by.person_id


# The address is open; the job's own `read_verb` is asked before anything of it is shown.
rules.add_rule("jobs.read", anyone)
rules.add_rule("jobs.list", staff)
# The room whose work it is asks its own rule too.
rules.add_rule("jobs.ask", staff)
rules.add_rule("jobs.cancel", secretariat | asked_for_it)
rules.add_rule("jobs.retry", secretariat | asked_for_it)

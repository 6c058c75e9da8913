"""Who went and who did not: people by ministry, county and post, and agencies named in the recommendations.

Staff are left out; people without a role are counted. No table contains names of people.

>>> from tourlib import agencies
>>> people = agencies.people(report)            # doctest: +SKIP
>>> chart = agencies.plot_people(people)        # doctest: +SKIP
"""

from tourlib.agencies.coverage import (
    COUNTIES,
    MINISTRIES,
    NAMED,
    counties,
    ministries,
    named,
    plot_counties,
    plot_ministries,
    plot_named,
    say_counties,
    say_ministries,
    say_named,
)
from tourlib.agencies.roster import (
    PEOPLE,
    PROPORTION,
    RANKS,
    people,
    plot_people,
    plot_proportion,
    plot_ranks,
    proportion,
    ranks,
    say_people,
    say_proportion,
    say_ranks,
)

#: In the order of a briefing.
QUESTIONS = (PEOPLE, MINISTRIES, COUNTIES, RANKS, PROPORTION, NAMED)

__all__ = [
    "QUESTIONS", "counties", "ministries", "named", "people", "plot_counties", "plot_ministries",
    "plot_named", "plot_people", "plot_proportion", "plot_ranks", "proportion", "ranks",
    "say_counties", "say_ministries", "say_named", "say_people", "say_proportion", "say_ranks",
]  # fmt: skip

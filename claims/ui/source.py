"""One source: who it is, its record, its claims, and whose words it passes on."""

from collections.abc import Mapping, Sequence

import streamlit as st

from claims.ui import charts, components, words
from claims.ui.frame import desk, page_link
from claims.ui.markup import escaped
from claims.ui.protecting import draw_protection
from claims.ui.sourcing import draw_history, draw_merging, draw_rating
from claims.ui.ways import claim_way, rows, way
from db.views.sources import LinkedClaimView, SourceProfile, SourceView

TOP = 5
ALIASES = 6
DOUBTFUL = (
    "Nobody has looked up who owns it. Until a register of your own says so, what it states on its "
    "own word bears out nobody, and nobody bears it out: both may be of one house."
)


def letter(source: SourceView) -> str:
    """Return the letter of a source as a badge; nothing where nobody has set one."""
    if source.reliability is None:
        return ""
    said = words.RELIABILITY[source.reliability]
    return f'<span class="badge letter" title="{said}"><b>{source.reliability}</b> {said}</span>'


def shield(source: SourceView) -> str:
    """Return the badge of a source that no export gives away; nothing for others."""
    if not source.protected:
        return ""
    said = f"{words.PROTECTED_SIGN} protected"
    return f'<span class="badge is-flag" title="No export gives it away">{said}</span>'


def facts(source: SourceView) -> str:
    """Return on one line what sort of source it is, what it said, and what it is also called."""
    known = [source.kind.value, source.country, source.family, source.owner]
    known.append(words.count(source.n_claims, "claim"))
    if source.n_confirmed + source.n_refuted:
        known.append(f"{source.n_confirmed:,} confirmed, {source.n_refuted:,} refuted")
    if source.aliases:
        more = "…" if len(source.aliases) > ALIASES else ""
        known.append(f"also {', '.join(source.aliases[:ALIASES])}{more}")
    return f'<small class="facts">{escaped(" · ".join(filter(None, known)))}</small>'


def draw_source(source: SourceView) -> None:
    """Draw all about one source: what is known of it on the left, what people decide right."""
    profile = desk().profile(source)
    st.html(head(source, profile))
    left, right = st.columns([11, 10], gap="large")
    with left:
        draw_record(source)
        draw_claims(source)
        draw_relays(profile)
    with right:
        draw_rating(source)
        draw_family(source, profile)
        draw_merging(source, profile)
        draw_protection(source)
        draw_history(source)


def head(source: SourceView, profile: SourceProfile) -> str:
    """Return the name of a source, its kinds and its other names."""
    known = [", ".join(profile.kinds), source.country]
    others = [one for one in source.aliases if one not in profile.merged]
    also = f"<div>Also called {escaped(', '.join(others))}</div>" if others else ""
    return (
        f'<div class="source-head"><h3>{escaped(source.name)} {shield(source)}</h3>'
        f"<div>{escaped(' · '.join(filter(None, known)))}</div>{also}</div>"
    )


def draw_record(source: SourceView) -> None:
    """Draw how many of the source's reviewed claims were confirmed, with the interval."""
    st.html("<h5>Record</h5>")
    n = source.n_confirmed + source.n_refuted
    if not n:
        st.html(
            "<small>None of its claims was confirmed or refuted yet: nothing can be said.</small>"
        )
        return
    st.plotly_chart(
        charts.record([source]),
        key="record-one",
        config=charts.CONFIG,
        alt=f"Share of {n} reviewed claims that were confirmed",
    )
    st.html(
        f"{source.n_confirmed:,} confirmed and {source.n_refuted:,} refuted, of "
        f"{words.count(source.n_claims, 'claim')}. <small>{words.BIASED}</small>"
    )


def draw_claims(source: SourceView) -> None:
    """Draw the claims of the source that others bear on most, and the way to all of them."""
    top = desk().top_claims(source, limit=TOP)
    draw_top("Most disputed claims", top.disputed)
    draw_top("Most linked claims", top.linked)
    if source.n_claims:
        all_of_them = f"All {words.count(source.n_claims, 'claim')} of this source"
        page_link("claims", all_of_them, speaker=source.name)
    else:
        st.html("<small>It speaks in no claim on show.</small>")


def draw_top(title: str, top: Sequence[LinkedClaimView]) -> None:
    """Draw some claims with the number of links that hold with each."""
    if not top:
        return
    st.html(f"<h5>{title}</h5>")
    st.html(rows((one.claim.claim_id, linked_row(one)) for one in top))


def linked_row(one: LinkedClaimView) -> str:
    """Return a claim with the number of links that hold with it, as HTML."""
    links = words.count(one.n_links, "link")
    against = f", {one.n_against} against it" if one.n_against else ""
    bearing = f"<small>{links}{against}</small>"
    return f"{components.badge(one.claim)} {bearing}{claim_way(one.claim, limit=140)}"


def draw_relays(profile: SourceProfile) -> None:
    """Draw whose words the source passes on, and who passes on its own."""
    sides = (
        ("Passes on the words of", profile.relays),
        ("Its words are passed on by", profile.relayed_by),
    )
    for title, some in sides:
        if some:
            named = {name: f"{name} ({words.count(n, 'claim')})" for name, n in some}
            st.html(f"<h5>{title}</h5>{source_ways(named)}")


def source_ways(named: Mapping[str, str]) -> str:
    """Return links to the pages of sources side by side; for each name what its link says."""
    links = (way("sources", said, name=name) for name, said in named.items())
    return f'<div class="ways">{"".join(links)}</div>'


def draw_family(source: SourceView, profile: SourceProfile) -> None:
    """Draw who controls the source, which is why it and its kin count as one origin."""
    if source.doubtful:
        st.html(f"<h5>Owner</h5><small>{DOUBTFUL}</small>")
    if not profile.kin and {*profile.families} <= {source.name}:
        return
    named = escaped(" and ".join(profile.families))
    st.html(
        f"<h5>Family</h5>Controlled by <b>{named}</b>. What sources of one family say has one "
        "origin: they never bear each other out."
    )
    if profile.kin:
        kin = source_ways({name: name for name in profile.kin})
        st.html(f"<small>Its kin on this desk:</small>{kin}")

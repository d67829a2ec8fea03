"""The dashboard: ``claims serve``, or ``streamlit run streamlit_app.py`` in a checkout.

The server imports this file once for the addresses beside the pages; Streamlit runs it as a script
for each reader.
"""

import streamlit as st

from claims import ClaimdeskError
from claims.ui import frame, past, visitor
from claims.ui.markup import label
from claims.ui.routes import ROUTES, lifetime

if __name__ == "__main__":
    st.set_page_config(page_title="Claimdesk", page_icon="🗞️", layout="wide")
    visitor.admit()
    try:
        frame.todays_desk()
    except ClaimdeskError as error:
        st.error(label(str(error)))
        st.stop()
    pages = [*map(frame.new_page, frame.TITLES), frame.review_by_name()]
    chosen = st.navigation(pages, position="top")
    frame.draw_frame()
    past.enter()
    chosen.run()
else:
    frame.warm()
    app = st.App(__file__, routes=ROUTES, lifespan=lifetime)

"""The Streamlit app: one search page over the published corpus. Only this package imports Streamlit."""

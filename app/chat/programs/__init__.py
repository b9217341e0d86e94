"""The same functions for programs: ask, search and open an article, as a Gradio API and as MCP tools."""

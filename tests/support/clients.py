"""Asks as programs do, in a process of its own: `python clients.py ADDRESS ARCHIVE QUESTION` prints JSON.

Both clients start threads and event loops that they never end, which would fail a test of this process.
"""

import asyncio
import json
import os
import sys
from typing import Any


def by_gradio(address: str, question: str) -> dict[str, Any]:
    from gradio_client import Client

    client = Client(address, verbose=False)
    answer = client.predict(question=question, api_name="/ask")
    article_id = answer["citations"][0]["article_id"]
    return {
        "endpoints": sorted(client.view_api(print_info=False, return_format="dict")["named_endpoints"]),
        "answer": answer,
        "article": client.predict(article_id=article_id, api_name="/article"),
        "hits": client.predict(query="storm boats", k=2, api_name="/search"),
        "refused": client.predict(question="?!", api_name="/ask"),
        "nowhere": client.predict(article_id="nowhere", api_name="/article"),
    }


async def by_mcp(transport: Any, question: str) -> dict[str, Any]:
    from mcp import ClientSession

    async with transport as (read, write, *_), ClientSession(read, write) as session:
        await session.initialize()
        tools = (await session.list_tools()).tools
        answer = (await session.call_tool("ask", {"question": question})).structuredContent or {}
        article_id = answer["citations"][0]["article_id"]
        opened = await session.call_tool("open_article", {"article_id": article_id})
        hits = await session.call_tool("search", {"query": "storm boats", "k": 2})
        refused = await session.call_tool("ask", {"question": "?!"})
        return {
            "tools": {tool.name: tool.model_dump(mode="json") for tool in tools},
            "answer": answer,
            "article": opened.structuredContent,
            "hits": hits.structuredContent,
            "refused": refused.model_dump(mode="json"),
        }


if __name__ == "__main__":
    from mcp import StdioServerParameters
    from mcp.client.stdio import stdio_client
    from mcp.client.streamable_http import streamablehttp_client

    where, held, what = sys.argv[1:]
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "groundwire", "mcp", "--archive", held], env=dict(os.environ)
    )
    got = {
        "gradio": by_gradio(where, what),
        "mcp": asyncio.run(by_mcp(streamablehttp_client(f"{where}/mcp"), what)),
        "stdio": asyncio.run(by_mcp(stdio_client(command), what)),
    }
    sys.stdout.write(json.dumps(got))

"""Articles from the web: pages, feeds and news sitemaps, fetched politely and from public addresses only."""

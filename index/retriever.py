"""A LlamaIndex retriever over our search."""

from typing import TYPE_CHECKING, Any

from index.hit import Filters, Hit, Searcher

if TYPE_CHECKING:
    from llama_index.core.retrievers import BaseRetriever


def make_retriever(searcher: Searcher, k: int = 10, filters: Filters | None = None) -> "BaseRetriever":
    """Return a LlamaIndex `BaseRetriever` that asks `searcher`.

    Its nodes are passages: `article.text[start_char_idx:end_char_idx] == node.text`, with the fused score.
    Their metadata tells article, version, offsets, title, outlet, author, time and address; none of it is
    mixed into the text that LlamaIndex embeds or shows a model.

    Args:
        searcher: an archive, or any search of ours.
        k: how many nodes a question gets at most.
        filters: which passages may be found.
    """
    from llama_index.core.retrievers import BaseRetriever
    from llama_index.core.schema import NodeWithScore, QueryBundle

    class GroundwireRetriever(BaseRetriever):  # type: ignore[misc,unused-ignore]
        """Finds passages of an archive."""

        def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
            hits = searcher.search(query_bundle.query_str, k, filters)
            return [NodeWithScore(node=node_of(hit), score=hit.score) for hit in hits]

    return GroundwireRetriever()


def node_of(hit: Hit) -> Any:
    """Return a hit as a LlamaIndex `TextNode`."""
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    passage, article = hit.passage, hit.article
    metadata = {
        "article_id": passage.article_id,
        "version": passage.version,
        "start": passage.start,
        "end": passage.end,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published_at": article.published_at,
        "url": article.url,
        "source_path": article.source_path,
        "copies": [copy.passage.passage_id for copy in hit.copies],
    }
    return TextNode(
        id_=passage.passage_id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.article_id)},
    )

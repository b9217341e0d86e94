"""LlamaIndex's stock path over a folder of text files: SentenceSplitter, a Hugging Face model, Chroma.

    PEER_PYTHON bench/speed/llama_index_stock.py FOLDER MODEL [--chunk 1024] [--out FOLDER]

Runs in an environment of its own, which holds the `peers` extra. MODEL is a folder or name of
all-MiniLM-L6-v2 at full precision. The clock starts after imports and loading the model. The stock chunk has
1,024 tokens, of which the model reads the first 256; `--chunk 256` embeds nearly all of the text. How many
tokens the model was given, and how many it read, is counted afterwards.
"""

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("model")
    parser.add_argument("--chunk", type=int, default=1_024)
    parser.add_argument("--out", type=Path, default=Path("runs/speed"))
    options = parser.parse_args()
    import chromadb
    from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.schema import MetadataMode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    model = HuggingFaceEmbedding(model_name=options.model, device="cpu")
    model.get_text_embedding("loads the model")
    overlap = 200 if options.chunk > 400 else 20  # 200 is the stock value
    splitter = SentenceSplitter(chunk_size=options.chunk, chunk_overlap=overlap)
    place = Path(tempfile.mkdtemp(prefix="groundwire-bench-"))
    start = time.perf_counter()
    documents = SimpleDirectoryReader(str(options.folder), recursive=True).load_data()
    collection = chromadb.PersistentClient(path=str(place)).create_collection("peer")
    VectorStoreIndex.from_documents(
        documents,
        storage_context=StorageContext.from_defaults(vector_store=ChromaVectorStore(collection)),
        embed_model=model,
        transformations=[splitter],
    )
    seconds = time.perf_counter() - start
    chunks = collection.count()
    shutil.rmtree(place, ignore_errors=True)
    found = {"articles": len(documents), "chunks": chunks, "chunk": options.chunk, "seconds": seconds}
    embedded = [node.get_content(metadata_mode=MetadataMode.EMBED) for node in splitter(documents)]
    sizes = [len(ids) for ids in model._model.tokenizer(embedded, truncation=False)["input_ids"]]
    found["tokens"] = sum(sizes)
    found["tokens_read"] = sum(min(size, model._model.max_seq_length) for size in sizes)
    print(
        f"LlamaIndex, chunks of {options.chunk}: {len(documents)} articles, {chunks} chunks, {seconds:.1f} s"
    )
    print(f"{found['tokens_read']:,} of {found['tokens']:,} tokens read")
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"llama-index-{options.chunk}.json"
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

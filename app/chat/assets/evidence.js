// Highlights the words that a sentence rests on inside the article that is open; its text is not touched.
const spot = (whole, offset) => {  // node and place in it of a character; articles are counted in code points
  const nodes = document.createTreeWalker(whole, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(), left = offset; node; node = nodes.nextNode()) {
    let units = 0;
    for (const sign of node.data) {
      if (left === 0) return [node, units];
      left -= 1;
      units += sign.length;
    }
    if (left === 0) return [node, units];
  }
  return null;
};
const showEvidence = (resting) => {
  if (!window.CSS || !CSS.highlights) return;
  CSS.highlights.delete('gw-evidence');
  const article = document.querySelector('#article .gw-article');
  if (!resting || !article) return;
  const ranges = [];
  for (const { dataset } of resting.querySelectorAll('button[data-start]')) {
    if (dataset.article !== article.dataset.article || dataset.version !== article.dataset.version) continue;
    const whole = article.querySelector('.gw-text');
    const [from, to] = [spot(whole, Number(dataset.start)), spot(whole, Number(dataset.end))];
    if (!from || !to) continue;
    const range = new Range();
    range.setStart(...from);
    range.setEnd(...to);
    ranges.push(range);
  }
  if (!ranges.length) return;
  CSS.highlights.set('gw-evidence', new Highlight(...ranges));
  const pane = article.closest('.gw-pane');
  const [seen, view] = [ranges[0].getBoundingClientRect(), pane.getBoundingClientRect()];
  if (seen.top < view.top || seen.bottom > view.bottom) pane.scrollTop += seen.top - view.top - pane.clientHeight / 3;
};

// Runs once for the article: brings the cited words into view whenever another one is opened.
watch('value', () => {
  const cited = element.querySelector('#gw-cited');
  const pane = element.querySelector('.gw-pane');
  if (!cited || !pane) return;
  pane.scrollTop = Math.max(0, cited.offsetTop - pane.offsetTop - pane.clientHeight / 3);
  cited.focus({ preventScroll: true });
  if (window.matchMedia('(max-width: 768px)').matches) pane.scrollIntoView({ block: 'start' });
});

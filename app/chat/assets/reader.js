// Runs once for the article: brings the cited words into view whenever another one is opened.
watch('value', () => {
  const pane = element.querySelector('.gw-pane');
  if (!pane) return;
  const cited = element.querySelector('#gw-cited');
  pane.scrollTop = 0;
  if (cited) pane.scrollTop = cited.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  if (cited) cited.focus({ preventScroll: true });
  if (window.matchMedia('(max-width: 768px)').matches) pane.scrollIntoView({ block: 'start' });
});

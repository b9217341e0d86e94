// Runs once for the article: brings the cited words into view, opens copies, and goes back to where it was opened.
let opener = null;
document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-article]');
  if (button && !element.contains(button)) opener = button;
}, true);
const back = () => (opener && opener.isConnected ? opener : document.querySelector('.gw-log')).focus();
element.addEventListener('keydown', (event) => { if (event.key === 'Escape') back(); });
element.addEventListener('click', (event) => {
  if (event.target.closest('.gw-back')) back();
  const copy = event.target.closest('button[data-article]');
  if (copy) trigger('click', { article: copy.dataset.article });
});
watch('value', () => {
  const pane = element.querySelector('.gw-pane');
  if (!pane) return;
  const cited = element.querySelector('#gw-cited');
  pane.scrollTop = 0;
  if (cited) pane.scrollTop = cited.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  if (element.querySelector('.gw-back')) (cited || pane).focus({ preventScroll: true });
  if (opener && window.matchMedia('(max-width: 768px)').matches) pane.scrollIntoView({ block: 'start' });
});

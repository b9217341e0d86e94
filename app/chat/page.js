// Runs once for the conversation: opens citations, and shows which sources a sentence rests on.
const shine = (claim, on) => {
  for (const id of (claim.dataset.sources || '').split(' ')) {
    const source = id && document.getElementById(id);
    if (source) source.classList.toggle('gw-lit', on);
  }
  claim.classList.toggle('gw-lit', on);
};
for (const [name, on] of [['mouseover', true], ['mouseout', false], ['focusin', true], ['focusout', false]]) {
  element.addEventListener(name, (event) => {
    const claim = event.target.closest('.gw-claim');
    if (claim) shine(claim, on);
  });
}
element.addEventListener('click', (event) => {
  const opener = event.target.closest('button[data-article]');
  if (!opener) return;
  const { article, version, start, end } = opener.dataset;
  trigger('click', { article, version, start: Number(start), end: Number(end) });
});
watch('value', () => {
  const last = element.querySelector('.gw-turn:last-of-type');
  const log = element.querySelector('.gw-log');
  if (last && log) log.scrollTop = last.offsetTop - log.offsetTop;
});

// Runs once for the conversation: opens citations, shows which sources a sentence rests on, and acts on answers.
const shine = (claim, on) => {
  for (const id of (claim.dataset.sources || '').split(' ')) {
    const source = id && document.getElementById(id);
    if (source) source.classList.toggle('gw-lit', on);
  }
  claim.classList.toggle('gw-lit', on);
  showEvidence(on ? claim : null);
};
for (const [name, on] of [['mouseover', true], ['mouseout', false], ['focusin', true], ['focusout', false]]) {
  element.addEventListener(name, (event) => {
    const claim = event.target.closest('.gw-claim, .gw-sources li');
    if (claim) shine(claim, on);
  });
}
const say = (words) => {
  const notice = document.querySelector('#notice .gw-notice');
  if (notice) notice.textContent = words;
};
const copy = async (turn) => {
  const reply = await fetch(`/answer/${turn}.md`);
  const words = await reply.text();
  if (!reply.ok) return say('That answer is not here any more.');
  try {
    await navigator.clipboard.writeText(words);
  } catch {  // a page that is not served over https has no clipboard
    const area = Object.assign(document.createElement('textarea'), { value: words });
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  say('Copied.');
};
element.addEventListener('click', (event) => {
  const opener = event.target.closest('button[data-article]');
  if (opener) {
    const { article, version, start, end } = opener.dataset;
    return trigger('click', { article, version, start: Number(start), end: Number(end) });
  }
  const button = event.target.closest('button[data-do]');
  if (!button) return;
  const turn = button.closest('.gw-turn').dataset.turn;
  if (button.dataset.do === 'again') trigger('retry', { turn });
  if (button.dataset.do === 'edit') {
    trigger('edit', { turn });
    document.querySelector('#question textarea').focus();
  }
  if (button.dataset.do === 'copy') copy(turn);
  if (button.dataset.do === 'said') {
    const taken = button.getAttribute('aria-pressed') === 'true';
    for (const other of button.parentElement.children) other.setAttribute('aria-pressed', 'false');
    button.setAttribute('aria-pressed', String(!taken));
    trigger('like', { turn, said: taken ? '' : button.dataset.said });
  }
});
// What is answered in another window, or was when this page was loaded, is asked for until it has ended.
let asleep;
const wake = () => {
  window.clearTimeout(asleep);
  const busy = element.querySelector('.gw-busy');
  if (busy) asleep = window.setTimeout(() => { trigger('tick'); wake(); }, 3000);
  const stop = document.querySelector('#stop');
  if (!stop) return;
  if (!busy && document.activeElement === stop) document.querySelector('#question textarea').focus();
  stop.disabled = !busy;
};
// The address names the conversation, so that a reload opens it again.
const latest = () => [...element.querySelectorAll('.gw-turn')].at(-1);
let shown = latest()?.dataset.turn;
watch('value', () => {
  wake();
  const log = element.querySelector('.gw-log');
  if (!log) return;
  const address = new URL(window.location);
  const conversation = log.dataset.conversation;
  if ((address.searchParams.get('c') || '') !== conversation) {
    if (conversation) address.searchParams.set('c', conversation);
    else address.searchParams.delete('c');
    window.history.replaceState(null, '', address);
  }
  const last = latest();
  if (last && last.dataset.turn !== shown) {
    log.scrollTop += last.getBoundingClientRect().top - log.getBoundingClientRect().top - 16;
    if (window.matchMedia('(max-width: 768px)').matches) last.scrollIntoView({ block: 'start' });
  }
  shown = last?.dataset.turn;
});
wake();

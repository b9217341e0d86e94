// Runs once for the button: asks before the chosen articles are removed.
element.addEventListener('click', (event) => {
  if (!event.target.closest('button[data-remove]')) return;
  const chosen = [...document.querySelectorAll('#table input[type=checkbox]:checked')].map((box) => box.value);
  const words = chosen.length === 1 ? 'Remove this article?' : `Remove these ${chosen.length} articles?`;
  if (chosen.length === 0 || window.confirm(words)) trigger('delete', { chosen });
});

// Runs once for the notice: a click puts it away, or on its button tells what was chosen.
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-chosen]');
  if (button) return trigger('select', { chosen: button.dataset.chosen });
  element.querySelector('.gw-notice').textContent = '';
});

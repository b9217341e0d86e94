// Runs once for the limits of uploads: files that are too many or too large are told before they are sent.
const { most, each, all } = element.querySelector('[data-most]').dataset;
const size = (bytes) => (bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`);
const wrong = (files) => {
  if (files.length > Number(most)) return `${files.length.toLocaleString('en')} files are too many at once; add at most ${most}.`;
  const large = files.find((file) => file.size > Number(each));
  if (large) return `“${large.name}” has ${size(large.size)}; a file may have ${size(Number(each))}.`;
  const together = files.reduce((sum, file) => sum + file.size, 0);
  return together > Number(all) ? `These files have ${size(together)} together; ${size(Number(all))} may be sent at once.` : '';
};
const look = (event) => {
  if (!event.target.closest('#files')) return;
  const words = wrong([...((event.dataTransfer || event.target).files || [])]);
  element.querySelector('[role=alert]').textContent = words;
  if (!words) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.type === 'change') event.target.value = '';
};
for (const name of ['change', 'drop']) document.addEventListener(name, look, true);

// Runs before the first paint, so that a dark or English page does not flash light or Chinese. Kept apart from
// the bundle because the content security policy allows no inline script.
(function () {
  var root = document.documentElement;
  var stored = function (key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  var theme = stored('tidu.theme');
  var isDark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = isDark ? 'dark' : 'light';
  root.lang = stored('tidu.language') === 'en' ? 'en' : 'zh-CN';
})();

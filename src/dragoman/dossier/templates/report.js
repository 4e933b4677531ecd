(function () {
  "use strict";
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };

  /* Filter the stories by words, stances and dispute. */
  var form = document.querySelector(".filter");
  if (form) {
    var stories = all("[data-search]");
    var apply = function () {
      var words = form.querySelector("#find").value.toLowerCase().split(/\s+/).filter(Boolean);
      var stances = all("input[name=stance]:checked", form).map(function (box) { return box.value; });
      var disputed = form.querySelector("#only-disputed").checked;
      var shown = 0;
      stories.forEach(function (story) {
        var has = story.dataset.stances.split(" ");
        var fits = words.every(function (word) { return story.dataset.search.indexOf(word) >= 0; })
          && stances.every(function (stance) { return has.indexOf(stance) >= 0; })
          && (!disputed || story.classList.contains("is-disputed"));
        story.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      var narrowed = words.length || stances.length || disputed;
      form.querySelector(".found").textContent = narrowed ? shown + " of " + stories.length + " stories" : "";
      var once = document.querySelector(".once");
      if (once && narrowed) { once.open = all(".one:not([hidden])", once).length > 0; }
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
  }

  /* A claim and its words light up together; a click on the words goes to the claim. */
  var light = function (anchor, on) {
    all("mark[data-c~='" + anchor + "']").forEach(function (mark) { mark.classList.toggle("lit", on); });
    var note = document.getElementById(anchor);
    if (note) { note.classList.toggle("lit", on); }
  };
  var anchors = function (target) {
    var mark = target.closest ? target.closest("mark[data-c]") : null;
    if (mark) { return [mark.dataset.c.split(" ")[0]]; }
    var note = target.closest ? target.closest(".notes > li") : null;
    return note ? [note.id] : [];
  };
  document.addEventListener("mouseover", function (event) { anchors(event.target).forEach(function (a) { light(a, true); }); });
  document.addEventListener("mouseout", function (event) { anchors(event.target).forEach(function (a) { light(a, false); }); });
  document.addEventListener("click", function (event) {
    var mark = event.target.closest("mark[data-c]");
    if (mark && !String(window.getSelection())) { location.hash = mark.dataset.c.split(" ")[0]; }
  });

  /* Open what an address points into, and show its words for a while. */
  var lit = null;
  var arrive = function () {
    var anchor = location.hash.slice(1);
    var target = anchor && document.getElementById(anchor);
    if (!target) { return; }
    for (var box = target; box; box = box.parentElement) { if (box.tagName === "DETAILS") { box.open = true; } }
    target.scrollIntoView({ block: "center" });
    if (lit) { light(lit, false); }
    lit = anchor.replace(/^t-/, "");
    light(lit, true);
  };
  window.addEventListener("hashchange", arrive);
  if (location.hash) { arrive(); }

  /* Nothing stays folded on paper. */
  window.addEventListener("beforeprint", function () { all("details").forEach(function (box) { box.open = true; }); });
})();

// What a window of the seminar has yet to ask for: the parts that changes have reached, by the ids of what was changed.
export const JOINING = ["theme_merged", "theme_split"]; // a theme that becomes one or two moves quotes

export default function wanting(transcript) {
  const ids = { object: new Set(), theme: new Set() };
  let [any, all] = [false, false];
  return {
    get any() { return any; },
    everything() { any = all = true; },
    objects(some) { some.forEach((id) => ids.object.add(id)); any = true; },
    theme(id) { ids.theme.add(id); any = true; },

    // A text's page shows the names of themes at every quote.
    change({ kind, object, theme, transcript: of }) {
      if (kind === "gone" || (kind === "corrected" && [undefined, of].includes(transcript))) this.everything();
      else if (transcript ? kind.startsWith("theme_") : JOINING.includes(kind)) this.everything();
      if (!transcript || of === transcript) ids.object.add(object ?? "");
      if (theme) ids.theme.add(theme);
      any = true;
    },

    // The address to ask, and nothing is wanted any more.
    take(now) {
      const url = new URL(now, location.href);
      for (const name of all ? [] : ["object", "theme"]) for (const id of ["", ...ids[name]]) url.searchParams.append(name, id);
      ids.object.clear();
      ids.theme.clear();
      any = all = false;
      return url;
    },
  };
}

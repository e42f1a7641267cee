/** What belongs to each topic, in the order given. */
export function byTopic<T extends { readonly topic: string }>(all: Iterable<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.topic);
    if (group) group.push(one);
    else groups.set(one.topic, [one]);
  }
  return groups;
}

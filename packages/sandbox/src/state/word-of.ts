/** The word of a list that a text means, whatever its case: so brokers read the words of ACL 2.0. Undefined for others. */
export function wordOf<W extends string>(words: readonly W[], text: string | undefined): W | undefined {
  const lower = text?.toLowerCase()
  return words.find(word => word.toLowerCase() === lower)
}

/** What was granted on a name goes with it: who makes the name anew must not open it to somebody. */

export interface GrantsDoor {
  /**
   * Takes back every grant of a topic, on the brokers, too. Before its name is free again, and once more before it is made, since
   * a topic may have been deleted past the console.
   * @returns whose grants went
   */
  forgetTopic(
    topic: { readonly instanceId: string; readonly topic: string },
    signal: AbortSignal,
  ): Promise<string[]>
  /** The same for a group that grants name: they hold on without it. */
  forgetGroup(
    group: { readonly instanceId: string; readonly group: string },
    signal: AbortSignal,
  ): Promise<string[]>
}

/** At one broker: few, since pages ask the same brokers while a pass goes on. */
export const CALLS_AT_ONCE = 2

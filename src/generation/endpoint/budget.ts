/** @file What may be spent on texts, and what was. */

/** Tokens read and written. */
export interface TokenCount {
  readonly promptTokens: number;
  readonly tokens: number;
}

/** Money for a million tokens, in any one currency. */
export interface TokenPrice {
  readonly prompt: number;
  readonly text: number;
}

/** The most that may be spent; no limit where left out. */
export interface BudgetLimits {
  /** Of prompts and texts together. */
  readonly tokens?: number;
  /** In the price's currency. */
  readonly money?: number;
  readonly price?: TokenPrice;
  /** Tokens that were spent before, as `tokensOf` a ledger. */
  readonly spent?: TokenCount;
}

export interface Budget {
  /** Sets tokens aside for a request; false if that could exceed a limit. */
  reserve(most: TokenCount): boolean;
  /** Gives back what was set aside and counts what was used. */
  settle(most: TokenCount, used: TokenCount): void;
  /** What was used so far, that of before included. */
  spent(): TokenCount & { readonly money?: number };
  /** In words, what a limit leaves no room for. */
  describe(most: TokenCount): string;
}

export const nothing: TokenCount = { promptTokens: 0, tokens: 0 };

/**
 * A budget that cannot be exceeded: a request leaves only if its most expensive outcome has room beside what is spent
 * and set aside.
 *
 * @throws RangeError if a limit or price is not a number above 0, or money is limited without a price
 */
export function budget(limits: BudgetLimits = {}): Budget {
  const { tokens = Infinity, money = Infinity, price } = limits;
  expectLimits(limits);
  let spent = limits.spent ?? nothing;
  let reserved = nothing;
  const fits = (most: TokenCount) => {
    const all = plus(plus(spent, reserved), most);
    return all.promptTokens + all.tokens <= tokens && (!price || costOf(all, price) <= money);
  };
  return {
    reserve(most) {
      if (!fits(most)) return false;
      reserved = plus(reserved, most);
      return true;
    },
    settle(most, used) {
      reserved = plus(reserved, most, -1);
      spent = plus(spent, used);
    },
    spent: () => ({ ...spent, ...(price && { money: costOf(spent, price) }) }),
    describe(most) {
      const used = spent.promptTokens + spent.tokens;
      const need = most.promptTokens + most.tokens;
      const paid = price ? `, ${costOf(spent, price)} of ${money} in money` : "";
      return `${used} of ${tokens} tokens${paid} are spent and the next text may take ${need} tokens`;
    },
  };
}

/** The tokens that texts took, as far as they are known: what a ledger's texts have spent. */
export function tokensOf(texts: Iterable<Partial<TokenCount>>): TokenCount {
  let sum = nothing;
  for (const { promptTokens = 0, tokens = 0 } of texts) sum = plus(sum, { promptTokens, tokens });
  return sum;
}

/** What tokens cost. */
export function costOf({ promptTokens, tokens }: TokenCount, price: TokenPrice): number {
  return (promptTokens * price.prompt + tokens * price.text) / 1e6;
}

function plus(a: TokenCount, b: TokenCount, times = 1): TokenCount {
  return { promptTokens: a.promptTokens + times * b.promptTokens, tokens: a.tokens + times * b.tokens };
}

function expectLimits({ tokens, money, price }: BudgetLimits): void {
  for (const [name, value] of Object.entries({ tokens, money })) {
    if (value !== undefined && !(value > 0)) {
      throw new RangeError(`budget: ${name} is ${value}, expected a number above 0`);
    }
  }
  for (const [name, value] of Object.entries(price ?? {})) {
    if (!(value >= 0 && value < Infinity)) {
      throw new RangeError(`budget: price of ${name} is ${value}, expected a finite number from 0`);
    }
  }
  if (money !== undefined && !price)
    throw new RangeError("budget: price is missing, expected one where money is limited");
}

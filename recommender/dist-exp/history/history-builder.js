import { GrowingFloats, GrowingInts } from './growing.js';
const DAY_MS = 86_400_000;
/** Numbers for names, in order of appearance. */
class Names {
    list = [];
    #numbers = new Map();
    numberOf(name) {
        const known = this.#numbers.get(name);
        if (known !== undefined)
            return known;
        this.#numbers.set(name, this.list.length);
        return this.list.push(name) - 1;
    }
}
/**
 * Gathers interactions, in any order, into a history. The same interactions in the same order give the same history;
 * repeats of an item within a basket count once.
 */
export class HistoryBuilder {
    #users = new Names();
    #items = new Names();
    #texts = [];
    #baskets = new Map();
    #basketUsers = new GrowingInts();
    #basketTimes = new GrowingFloats();
    #rowBaskets = new GrowingInts();
    #rowItems = new GrowingInts();
    #timed = true;
    get rows() {
        return this.#rowItems.length;
    }
    add({ user, item, timeMs, basket, text }) {
        const userNumber = this.#users.numberOf(user);
        const itemNumber = this.#items.numberOf(item);
        if (text !== undefined && text !== '')
            this.#texts[itemNumber] ??= text;
        if (timeMs === undefined)
            this.#timed = false;
        const together = basket ?? timeMs?.toString();
        const key = together === undefined ? undefined : `${userNumber.toString()} ${together}`;
        let number = key === undefined ? undefined : this.#baskets.get(key);
        if (number === undefined) {
            number = this.#basketUsers.push(userNumber) - 1;
            this.#basketTimes.push(timeMs ?? 0);
            if (key !== undefined)
                this.#baskets.set(key, number);
        }
        this.#rowBaskets.push(number);
        this.#rowItems.push(itemNumber);
    }
    build() {
        const timed = this.#timed && this.rows > 0;
        const users = this.#basketUsers.array();
        const times = this.#basketTimes.array();
        const order = Int32Array.from(users, (_, basket) => basket);
        if (timed)
            order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
        const { starts, items } = this.#distinct(order);
        return {
            userNames: this.#users.list,
            itemNames: this.#items.list,
            itemTexts: this.#items.list.map((_, item) => this.#texts[item] ?? ''),
            timed,
            users: order.map((basket) => users[basket] ?? 0),
            days: Float64Array.from(order, (basket) => (timed ? (times[basket] ?? 0) / DAY_MS : 0)),
            starts,
            items,
        };
    }
    /** The items of each basket in the given order, each once, in order of appearance. */
    #distinct(order) {
        const baskets = order.length;
        const rowBaskets = this.#rowBaskets.array();
        const rowItems = this.#rowItems.array();
        const rank = new Int32Array(baskets);
        for (const [place, basket] of order.entries())
            rank[basket] = place;
        const next = new Int32Array(baskets + 1);
        for (const basket of rowBaskets) {
            const place = (rank[basket] ?? 0) + 1;
            next[place] = (next[place] ?? 0) + 1;
        }
        for (let place = 1; place <= baskets; place++)
            next[place] = (next[place] ?? 0) + (next[place - 1] ?? 0);
        const ends = next.slice(1);
        const sorted = new Int32Array(rowItems.length);
        for (const [row, basket] of rowBaskets.entries()) {
            const place = rank[basket] ?? 0;
            const at = next[place] ?? 0;
            sorted[at] = rowItems[row] ?? 0;
            next[place] = at + 1;
        }
        const lastSeen = new Int32Array(this.#items.list.length).fill(-1);
        const starts = new Int32Array(baskets + 1);
        let kept = 0;
        let from = 0;
        for (let place = 0; place < baskets; place++) {
            const end = ends[place] ?? 0;
            for (let at = from; at < end; at++) {
                const item = sorted[at] ?? 0;
                if (lastSeen[item] === place)
                    continue;
                lastSeen[item] = place;
                sorted[kept++] = item;
            }
            from = end;
            starts[place + 1] = kept;
        }
        return { starts, items: sorted.slice(0, kept) };
    }
}
//# sourceMappingURL=history-builder.js.map
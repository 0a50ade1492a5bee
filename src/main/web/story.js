// Makes a drawing of a story: what there is to draw, and where it stands. No pixels of its own.

/** Width and height of a node, and what is between nodes. */
export const NODE = { width: 166, height: 60, gap: 44, row: 24 };
const INDENT = 16;
const NARROW = { row: 14, least: 210 };

/**
 * Nodes in the order they are read, each with the node it comes from: who asked, what was asked,
 * what happened, and what was tried because of it. Systems are told in the order they come up.
 */
export function graph(stories) {
  const nodes = [];
  const systems = [];
  const add = (node, from, line) => {
    if (node.system && !systems.includes(node.system)) systems.push(node.system);
    nodes.push({ ...node, id: nodes.length, from, line, depth: depth(nodes, from) });
    return nodes.length - 1;
  };
  for (const story of stories) {
    const caller = { kind: 'caller', title: story.caller, time: story.time, system: '' };
    decision(story, add({ ...caller, opens: circumstances(story) }), story, add);
  }
  return { nodes, systems };
}

const depth = (nodes, from) => (from === undefined ? 0 : nodes[from].depth + 1);

function circumstances({ events, followed, ...fields }) {
  return { name: fields.command ?? fields.caller, ...fields };
}

function decision(told, from, before, add) {
  let parent = from;
  let line = told.line?.replace(/!$/, ', refused') ?? '';
  const late = Date.parse(told.time) - Date.parse(before.time);
  if (told.command) {
    const title = words(told.command);
    parent = add(
      { ...node('command', title, told), late, opens: circumstances(told) },
      from,
      line,
    );
    line = '';
  }
  for (const event of told.events) {
    const own = add(happened(event, told, told.command ? undefined : late), parent, line);
    for (const each of told.followed) {
      if (each.because === event.position) decision(each, own, told, add);
    }
    for (const open of event.due ?? []) add(errand('due', open, event), own, open.line);
    for (const open of event.dead ?? []) add(errand('dead', open, event), own, open.line);
  }
  if (told.more) add({ ...node('more', 'and more, not told here', told), opens: {} }, parent, '');
}

const node = (kind, title, told) => ({ kind, title, system: told.system, time: told.time });

function happened(event, told, late) {
  const opens = { ...circumstances(told), ...event };
  const { payload } = event;
  if (event.name === 'house.Tried') {
    const title = `attempt ${payload.number} failed`;
    return { ...node('attempt', title, told), late, note: payload.reason, opens };
  }
  if (event.name === 'house.Settled') {
    const title = payload.refused ? `refused: ${payload.refused.split('/').pop()}` : 'no change';
    return { ...node(payload.refused ? 'attempt' : 'event', title, told), late, opens };
  }
  const name = event.name.slice(event.name.indexOf('.') + 1);
  const about = event.subjects?.[0]?.slice(event.subjects[0].indexOf('/') + 1);
  return { ...node('event', words(name), told), late, about, opens };
}

function errand(kind, open, event) {
  const title = kind === 'dead' ? 'given up' : 'still to come';
  const opens = { ...event, name: `${open.system}: ${open.line}`, payload: open };
  return { kind, title, system: open.system, note: open.reason, time: open.due, opens };
}

/** GiveMoneyBack reads "Give money back". */
function words(name) {
  const text = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Where the nodes stand: from left to right where there is room, else one below the other. */
export function layout(nodes, width) {
  return width >= 700 ? sideways(nodes, width) : downwards(nodes, width);
}

/**
 * What was asked stands above what happened; what was asked because of that, beside it. Each column
 * is filled from the top, so nothing overlaps. Stories of one column stand beside each other.
 */
function sideways(nodes, width) {
  const children = nodes.map(() => []);
  nodes.forEach((node) => node.from !== undefined && children[node.from].push(node.id));
  const placed = [];
  const free = [];
  const down = NODE.height + NODE.row;
  const stand = (id, column, wanted) => {
    const y = Math.max(wanted, free[column] ?? 0);
    free[column] = y + down;
    const x = column * (NODE.width + NODE.gap);
    placed[id] = { ...nodes[id], x, y, width: NODE.width };
    for (const child of children[id]) {
      if (beside(nodes, nodes[child])) stand(child, column + 1, y - down);
      else stand(child, column, 0);
    }
  };
  const columns = Math.floor((width + NODE.gap) / (NODE.width + NODE.gap));
  let top = 0;
  let column = 0;
  for (const root of nodes.filter((node) => node.from === undefined)) {
    const alone = !nodes.some((node) => within(nodes, node, root) && beside(nodes, node));
    if (!alone || column >= columns) [column, top] = [0, Math.max(0, ...free.filter(Boolean))];
    stand(root.id, column, top);
    column = alone ? column + 1 : columns;
  }
  const edges = placed
    .filter((n) => n.from !== undefined)
    .map((to) => (placed[to.from].x === to.x ? drop : curve)(placed[to.from], to));
  return box(placed, edges);
}

/** Stories follow each other in the order of their nodes. */
function within(nodes, node, root) {
  const next = nodes.find((other) => other.from === undefined && other.id > root.id);
  return node.id >= root.id && (!next || node.id < next.id);
}

/** Whether a node stands beside the one it comes from. */
const beside = (nodes, { from }) => from !== undefined && nodes[from].kind === 'event';

function drop(from, to) {
  const x = from.x + 22;
  return { path: `M${x} ${from.y + NODE.height}V${to.y}`, ...above(to) };
}

function curve(from, to) {
  const x = from.x + from.width;
  const y = from.y + NODE.height / 2;
  const end = to.y + NODE.height / 2;
  const middle = (x + to.x) / 2;
  return { path: `M${x} ${y}C${middle} ${y} ${middle} ${end} ${to.x} ${end}`, ...above(to) };
}

/** The line's name stands above what it asked. */
const above = (to) => ({ line: to.line, x: to.x + 4, y: to.y - 7, room: to.width - 8 });

function downwards(nodes, width) {
  const deepest = Math.max(0, ...nodes.map((node) => node.depth));
  const indent = Math.max(6, Math.min(INDENT, (width - NARROW.least) / (deepest || 1)));
  let y = 0;
  const placed = nodes.map((node) => {
    if (node.line) y += 18;
    const x = node.depth * indent;
    const stands = { ...node, x, y, width: Math.max(NARROW.least, width - x - 2) };
    y += NODE.height + NARROW.row;
    return stands;
  });
  const edges = placed
    .filter((n) => n.from !== undefined)
    .map((to) => elbow(placed[to.from], to, indent));
  return box(placed, edges);
}

function elbow(from, to, indent) {
  const x = from.x + indent / 2;
  const end = to.y + NODE.height / 2;
  const path = `M${x} ${from.y + NODE.height}V${end - 6}Q${x} ${end} ${to.x} ${end}`;
  return { path, ...above(to) };
}

function box(nodes, edges) {
  const width = Math.max(...nodes.map((n) => n.x + n.width)) + 2;
  const bottom = Math.max(...nodes.map((n) => n.y)) + NODE.height + 2;
  const top = Math.min(...nodes.map((n) => n.y - (n.line ? 18 : 0)), 0);
  return { nodes, edges, width, top, height: bottom - top };
}

/** How long after what came before. */
export function latency(ms) {
  if (ms === undefined || Number.isNaN(ms)) return '';
  if (ms < 1) return '';
  if (ms < 1000) return `+${Math.round(ms)} ms`;
  if (ms < 120_000) return `+${(ms / 1000).toFixed(1)} s`;
  if (ms < 7_200_000) return `+${Math.round(ms / 60_000)} min`;
  return `+${Math.round(ms / 3_600_000)} h`;
}

// The library that the engine is measured against: LEMON 1.3.1, https://lemon.cs.elte.hu
// apt-get install liblemon-dev && g++ -O3 -march=native -o lemon test/bench/lemon.cpp -llemon
// lemon FILE ns|cs: one line of JSON. Times are those of the processor, because others share the machine.
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

using Amount = long long;
using Graph = lemon::StaticDigraph;

struct Arc {
  int from, to;
  Amount amount;
};

static double nowMs() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static std::vector<Arc> readArcs(const char* path, int& nodes) {
  FILE* file = fopen(path, "rb");
  unsigned head[2];
  if (file == nullptr || fread(head, 4, 2, file) != 2) exit(2);
  nodes = head[0];
  size_t arcs = head[1];
  std::vector<int> from(arcs), to(arcs);
  std::vector<double> amount(arcs);
  if (fread(from.data(), 4, arcs, file) + fread(to.data(), 4, arcs, file) != 2 * arcs) exit(2);
  if (fread(amount.data(), 8, arcs, file) != arcs) exit(2);
  fclose(file);
  std::vector<Arc> all(arcs);
  for (size_t i = 0; i < arcs; i++) all[i] = {from[i], to[i], (Amount)amount[i]};
  return all;
}

// What the engine prepares too: parallel arcs merged, arcs between components dropped, amounts tightened.
static void prepare(std::vector<Arc>& arcs, int nodes) {
  auto byEnds = [](const Arc& a, const Arc& b) { return a.from != b.from ? a.from < b.from : a.to < b.to; };
  std::sort(arcs.begin(), arcs.end(), byEnds);
  size_t kept = 0;
  for (const Arc& arc : arcs) {
    if (arc.from == arc.to || arc.amount == 0) continue;
    if (kept > 0 && arcs[kept - 1].from == arc.from && arcs[kept - 1].to == arc.to) arcs[kept - 1].amount += arc.amount;
    else arcs[kept++] = arc;
  }
  arcs.resize(kept);

  std::vector<int> start(nodes + 1, 0), low(nodes, 0), component(nodes, -1), open, trail, cursor;
  for (const Arc& arc : arcs) start[arc.from + 1]++;
  for (int v = 0; v < nodes; v++) start[v + 1] += start[v];
  cursor = start;
  int seen = 0, components = 0;
  std::vector<int> number(nodes, 0);
  for (int root = 0; root < nodes; root++) {
    if (number[root] != 0) continue;
    trail.push_back(root);
    while (!trail.empty()) {
      int v = trail.back();
      if (number[v] == 0) number[v] = low[v] = ++seen, open.push_back(v);
      if (cursor[v] < start[v + 1]) {
        int w = arcs[cursor[v]++].to;
        if (number[w] == 0) trail.push_back(w);
        else if (component[w] < 0) low[v] = std::min(low[v], number[w]);
        continue;
      }
      trail.pop_back();
      if (!trail.empty()) low[trail.back()] = std::min(low[trail.back()], low[v]);
      if (low[v] != number[v]) continue;
      for (int w = -1; w != v; open.pop_back()) component[w = open.back()] = components;
      components++;
    }
  }
  auto leaves = [&](const Arc& arc) { return component[arc.from] != component[arc.to]; };
  arcs.erase(std::remove_if(arcs.begin(), arcs.end(), leaves), arcs.end());

  std::vector<Amount> in(nodes, 0), out(nodes, 0);
  for (const Arc& arc : arcs) out[arc.from] += arc.amount, in[arc.to] += arc.amount;
  for (int sweep = 0; sweep < 6; sweep++) {
    for (Arc& arc : arcs) {
      Amount less = arc.amount - std::min({arc.amount, in[arc.from], out[arc.to]});
      arc.amount -= less, out[arc.from] -= less, in[arc.to] -= less;
    }
  }
}

int main(int, char** argv) {
  int nodes;
  std::vector<Arc> arcs = readArcs(argv[1], nodes);
  bool simplex = std::string(argv[2]) == "ns";
  double t0 = nowMs();
  Amount self = 0;
  for (const Arc& arc : arcs) if (arc.from == arc.to) self += arc.amount;
  prepare(arcs, nodes);
  std::vector<int> index(nodes, -1);
  int used = 0;
  for (const Arc& arc : arcs) for (int v : {arc.from, arc.to}) if (index[v] < 0) index[v] = used++;
  for (Arc& arc : arcs) arc.from = index[arc.from], arc.to = index[arc.to];
  std::sort(arcs.begin(), arcs.end(), [](const Arc& a, const Arc& b) { return a.from < b.from; });
  Graph graph;
  std::vector<std::pair<int, int>> ends;
  for (const Arc& arc : arcs) ends.push_back({arc.from, arc.to});
  graph.build(used, ends.begin(), ends.end());
  Graph::ArcMap<Amount> capacity(graph), cost(graph);
  Graph::NodeMap<Amount> supply(graph, 0);
  for (size_t i = 0; i < arcs.size(); i++) {
    Graph::Arc arc = graph.arc(i);
    capacity[arc] = arcs[i].amount;
    // Each algorithm gets the form that suits it: the simplex routes the net debts, cost scaling a circulation.
    cost[arc] = simplex ? 1 : -1;
    if (!simplex) continue;
    supply[graph.node(arcs[i].from)] += arcs[i].amount;
    supply[graph.node(arcs[i].to)] -= arcs[i].amount;
  }
  double t1 = nowMs();
  Amount setOff = self;
  auto solve = [&](auto& solver) {
    solver.upperMap(capacity).costMap(cost).supplyMap(supply).run();
    for (size_t i = 0; i < arcs.size(); i++) {
      Amount flow = solver.flow(graph.arc(i));
      setOff += simplex ? arcs[i].amount - flow : flow;
    }
  };
  if (simplex) {
    lemon::NetworkSimplex<Graph, Amount, Amount> solver(graph);
    solve(solver);
  } else {
    lemon::CostScaling<Graph, Amount, Amount> solver(graph);
    solve(solver);
  }
  double t2 = nowMs();
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("{\"setOff\":\"%lld\",\"prepareMs\":%.2f,\"solveMs\":%.2f,\"rssMb\":%.1f}\n", setOff, t1 - t0, t2 - t1,
         usage.ru_maxrss / 1024.0);
}

/*
 * The claim protocol (docs/explanation/dedup.md) for the model checker SPIN.
 *
 * Every read of a stream is one step, every append that expects a version is one step. A run may die at any step and
 * start again, any number of times, or never come back; twins are two processes with the same account. "Young or old"
 * is a free choice: no clock can do more than that. Choose a case with -DCASE=n and plant a fault with -DFAULT=n
 * (README.md lists both).
 */

#ifndef CASE
#define CASE 1
#endif
#ifndef FAULT
#define FAULT 0
#endif

#include "streams.pml"

/* A run dies here and is sent again, or dies for ever, or goes on. */
#define may_die if :: goto start :: goto over :: skip fi

#include "registering.pml"
#include "merging.pml"

#define opens(a, ks) \
  account[a].status = live; account[a].version = 1; account[a].keys = ks
#define holds(k, a) claim[k].owner = a; claim[k].version = 1

init {
  byte i;
  atomic {
    i = 0;
    do
    :: i < ACCOUNTS -> account[i].status = unopened; account[i].into = NONE; account[i].by = NONE; i++
    :: else -> break
    od;
    i = 0;
    do
    :: i < KEYS -> claim[i].owner = NONE; i++
    :: else -> break
    od;
    checkKey = 0; checked = 0; holder = 0; leads = 0; hops = 0;
#if CASE == 1
    /* three registrations of one identifier */
    running = 3;
    run Register(0, 0, NONE); run Register(1, 0, NONE); run Register(2, 0, NONE);
#elif CASE == 2
    /* two identifiers in opposite order, one command with a twin */
    running = 3;
    run Register(0, 0, 1); run Register(0, 0, 1); run Register(1, 1, 0);
#elif CASE == 3
    /* two registrations that overlap with a third */
    running = 3;
    run Register(0, 0, 1); run Register(1, 0, NONE); run Register(2, 1, NONE);
#elif CASE == 4
    /* an owner that is closed while two want its identifier, one of them with another one before it */
    opens(0, bit(1)); holds(1, 0);
    running = 4;
    run Close(0); run Register(1, 0, 1); run Register(1, 0, 1); run Register(2, 0, NONE);
#elif CASE == 5
    /* two accounts that would absorb each other, one of them twice */
    opens(0, bit(0)); holds(0, 0); opens(1, bit(1)); holds(1, 1);
    victimOf[0] = 0; victimOf[1] = 1;
    running = 4;
    run Merge(0, 1, 0); run Merge(0, 1, 0); run Merge(1, 0, 1); run Close(1);
#elif CASE == 6
    /* three merges in a circle */
    opens(0, bit(0)); holds(0, 0); opens(1, bit(1)); holds(1, 1); opens(2, bit(2)); holds(2, 2);
    victimOf[0] = 0; victimOf[1] = 1; victimOf[2] = 2;
    running = 3;
    run Merge(0, 1, 0); run Merge(1, 2, 1); run Merge(2, 0, 2);
#elif CASE == 7
    /* a merge and its reversal, the end of the survivor, and somebody who wants the identifier */
    opens(0, bit(0)); holds(0, 0); opens(1, bit(1)); holds(1, 1);
    victimOf[0] = 0;
    running = 5;
    run Merge(0, 1, 0); run Merge(0, 1, 0); run Reverse(0, 0); run Close(1); run Register(2, 0, NONE);
#elif CASE == 8
    /* an alias, somebody else who wants it, and the end of its account */
    opens(0, bit(0)); holds(0, 0);
    running = 4;
    run Alias(0, 1); run Alias(0, 1); run Register(1, 1, NONE); run Close(0);
#elif CASE == 9
    /* an alias that an account has which is absorbed and given back */
    opens(0, bit(0)); holds(0, 0); opens(1, bit(1)); holds(1, 1);
    victimOf[0] = 1;
    running = 4;
    run Alias(0, 1); run Merge(0, 0, 1); run Reverse(0, 1); run Close(0);
#elif CASE == 10
    /* a chain of merges, undone in the middle while its end is closed and somebody wants the first identifier */
    opens(0, bit(0)); holds(0, 0); opens(1, bit(1)); holds(1, 1); opens(2, bit(2)); holds(2, 2);
    victimOf[0] = 0; victimOf[1] = 1;
    running = 5;
    run Merge(0, 1, 0); run Merge(1, 2, 1); run Reverse(1, 1); run Close(2); run Register(3, 0, NONE);
#endif
    if
    :: run Fresh(0)
    :: run Fresh(1)
    fi
  }
}

"""What a process keeps in mind, and what it gives up."""

from handrail.lib.memory import Memory, forget


def test_only_so_much_is_kept_and_what_was_used_last_stays() -> None:
    memory: Memory[int] = Memory(2)
    for number, name in enumerate("ab"):
        assert memory.put(name, number) == number
    assert memory.get("a") == 0
    memory.put("c", 2)
    assert [memory.get(name) for name in "abc"] == [0, None, 2]
    memory.put("a", 3)
    memory.put("d", 4)
    assert [memory.get(name) for name in "acd"] == [3, None, 4]


def test_a_process_can_be_as_one_that_has_just_begun() -> None:
    memory: Memory[int] = Memory(2)
    memory.put("a", 1)
    forget()
    assert memory.get("a") is None

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from vertmeasure.paint.paper.block import Blank, Block, Side, Stack
from vertmeasure.paint.paper.flow import Item, Placed, paginated

PAGE_PT = 700.0


@dataclass(frozen=True)
class Bar(Blank):
    """A block that can be cut anywhere and never loses height."""

    name: str = ""

    def split(self, height_pt: float, /) -> tuple[Block, Block] | None:
        return (Bar(height_pt, self.name), Bar(self.height_pt - height_pt, self.name)) if height_pt > 0 else None


def names(page: tuple[Placed, ...]) -> list[str]:
    return [each.block.name for each in page if isinstance(each.block, Bar)]


def test_that_a_heading_goes_to_the_page_of_what_it_heads() -> None:
    items = [Item(Bar(650, "text")), Item(Bar(20, "heading"), keeps_next=True), Item(Bar(100, "row"))]
    assert [names(page) for page in paginated(items, PAGE_PT)] == [["text"], ["heading", "row"]]


def test_that_the_header_of_a_table_comes_again_on_each_page() -> None:
    header = Bar(20, "header")
    rows = [Item(Bar(300, f"row {number}"), header=header) for number in range(4)]
    pages = paginated([Item(header, keeps_next=True), *rows], PAGE_PT)
    assert [names(page) for page in pages] == [["header", "row 0", "row 1"], ["header", "row 2", "row 3"]]


def test_that_a_block_taller_than_a_page_goes_on_over_the_next_pages() -> None:
    pages = paginated([Item(Bar(1500, "long"))], PAGE_PT)
    assert [each.block.height_pt for page in pages for each in page] == [700, 700, 100]


def test_that_a_small_block_is_moved_rather_than_cut() -> None:
    pages = paginated([Item(Bar(650, "text")), Item(Bar(100, "small"))], PAGE_PT)
    assert [names(page) for page in pages] == [["text"], ["small"]]


def test_that_space_above_is_dropped_at_the_top_of_a_page() -> None:
    pages = paginated([Item(Bar(650)), Item(Bar(100), space_pt=18)], PAGE_PT)
    assert pages[1][0].top_pt == 0


def test_that_a_section_may_begin_a_page() -> None:
    pages = paginated([Item(Bar(10, "first")), Item(Bar(10, "second"), starts_page=True)], PAGE_PT)
    assert [names(page) for page in pages] == [["first"], ["second"]]


@given(st.lists(st.tuples(st.floats(1, 1600), st.booleans(), st.floats(0, 30)), max_size=20))
def test_that_nothing_is_lost_and_nothing_leaves_the_page(heights: list[tuple[float, bool, float]]) -> None:
    items = [Item(Bar(height), space, keeps_next=keeps) for height, keeps, space in heights]
    placed = [each for page in paginated(items, PAGE_PT) for each in page]
    assert abs(sum(each.block.height_pt for each in placed) - sum(height for height, _, _ in heights)) < 1e-6
    assert all(each.top_pt + each.block.height_pt <= PAGE_PT + 1e-6 for each in placed)


def test_that_blocks_side_by_side_are_cut_at_one_height() -> None:
    parts = Side([(0, Bar(300)), (50, Bar(40))], padding_pt=5).split(200)
    assert parts is not None
    assert [part.height_pt for part in parts] == [200, 120]


def test_that_a_stack_is_cut_inside_the_block_that_crosses_the_end() -> None:
    parts = Stack([Bar(100), Bar(100), Bar(50)], gap_pt=10).split(150)
    assert parts is not None
    assert [part.height_pt for part in parts] == [150, 120]
